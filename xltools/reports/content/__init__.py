"""What stands in a report? Its sections, composed from figures and causes, ready to be drawn."""
