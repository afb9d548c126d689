"""What a template needs to draw each part, worked out beforehand: plain values in, plain values out."""
