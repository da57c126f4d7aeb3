/** The moment all builders speak of: Thu 13 Nov 2025, 12:00:00 UTC. */
export const NOW = Date.UTC(2025, 10, 13, 12)
