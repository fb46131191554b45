"""What every door over HTTP shares: parameters of programs, errors as problem details, rate limits."""
