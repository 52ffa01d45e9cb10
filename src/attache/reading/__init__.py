"""Parse to claims: actors, times, places, events, factuality, attribution, roles and relations."""
