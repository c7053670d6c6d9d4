namespace ImageSearch.Imaging.Native;

// The values of libvips' C enumerations that are used here.

internal enum BandFormat { UChar = 0, UShort = 2, Int = 5, Float = 6 }

internal enum Interpretation { Multiband = 0, BlackWhite = 1, Cmyk = 15, Rgb = 17, Srgb = 22, Rgb16 = 25, Grey16 = 26 }

internal enum Kernel { Linear = 1, Lanczos3 = 5 }

internal enum Extend { Copy = 1 }

internal enum Access { Random = 0, Sequential = 1 }

internal enum FailOn { None = 0, Truncated = 1, Error = 2 }

internal enum Intent { Perceptual = 0 }

internal enum Keep { None = 0, All = 31 }
