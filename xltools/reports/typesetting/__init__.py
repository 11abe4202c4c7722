"""What every PDF of ours is set with: fonts of this machine, and texts that can be shown."""
