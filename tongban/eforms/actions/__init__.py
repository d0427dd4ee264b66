"""What may be done to a form: begin a version, write it, put it into use, retire it; and load those that come with us."""

from tongban.eforms.actions.loading import load_designs
from tongban.eforms.actions.writing import begin, publish, retire, write

__all__ = ["begin", "load_designs", "publish", "retire", "write"]
