"""Deep features of VGG19 on a grid of stride 4, for a whole scene by tiles and for templates."""
