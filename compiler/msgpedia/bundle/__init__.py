"""The compiled catalog: a JSON artifact (`writer`, `artifact`) and the index that look-up opens (`index`, `store`)."""
