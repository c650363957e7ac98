"""Transaction ids, addresses, IBANs, cards and the evidence made of them."""
