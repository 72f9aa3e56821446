"""What answers look like. The only folder that knows Rich."""
