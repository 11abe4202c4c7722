"""How do people hear of what became true? An outbox on disk, digests within each service's limits, four senders."""
