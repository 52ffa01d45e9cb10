"""Where pages come from: the only code that opens strangers' files and sockets."""
