"""The what-if as a workbook: inputs are typed in, the answer is looked up in a simulated grid."""
