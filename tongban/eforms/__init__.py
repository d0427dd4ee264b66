"""表单: what an application asks beside its papers. Designs are data, answers keep the design's version, nothing is asked twice."""
