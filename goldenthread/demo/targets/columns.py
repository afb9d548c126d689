"""Which areas, and which columns of the published files, the targets are made of."""

from __future__ import annotations

AREAS = {
    "kingston": ("E09000021", "Kingston upon Thames"),
    "kensington-and-chelsea": ("E09000020", "Kensington and Chelsea"),
    "kent": ("E10000016", "Kent"),
    "england": ("E92000001", "England"),
}
NEEDS = ("asd", "hi", "mld", "msi", "oth", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi")
PLACEMENTS = [
    "mainstream_la_maintained",
    "mainstream_la_maintained_resourced_provision",
    "mainstream_la_maintained_senunit",
    "mainstream_academy",
    "mainstream_academy_resourced_provision",
    "mainstream_academy_senunit",
    "mainstream_free_school",
    "mainstream_free_school_resourced_provision",
    "mainstream_free_school_senunit",
    "mainstream_independent",
    "special_la_maintained",
    "special_academy_free",
    "special_independent",
    "special_non_maintained",
    "ap_pru_academy",
    "ap_pru_free_school",
    "ap_pru_la_maintained",
    "general_fe_tertiary_colleges",
    "specialist_post_16_institutions",
    "ukrlp_provider",
    "elective_home_education",
    "other_arrangements_la",
    "other_arrangements_parents",
    "online_provider",
    "w_settings",
    "other_schools",
    "other_placement_settings",
    "neet",
    "neet_ntci",
    "neet_other",
    "neet_other_csa",
    "nm_early_years",
    "placement_unknown",
]
CEASE_REASONS = (
    "max_age",
    "needs_met",
    "he",
    "employ",
    "transfer",
    "no_engage",
    "moved_outside_eng",
    "deceased",
    "other",
)
SOURCES = {
    "Parent or young person": "1",
    "School or other education setting": "2",
    "Health care professional": "3",
    "Social care professional": "4",
    "Other": "5",
}
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Source: Department for "
    "Education, Education, health and care plans, reporting year 2025 (26 June 2025; tables later corrected where a "
    "correction exists) and headline figures of reporting year 2026."
)
