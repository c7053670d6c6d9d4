using ImageSearch.Imaging;

namespace ImageSearch.Engine.Embedding;

/// <summary>Reads a picture, or a region of it, as the square of RGB pixels that a model needs.</summary>
/// <exception cref="ImageException">The file is not a picture that can be decoded.</exception>
internal delegate RgbImage SquareDecoder(string path, int resize, int crop, CropRegion? region);
