"""The archive is asked: is it whole, where is a case, what need not be kept any longer. It is read alone."""
