namespace ImageSearch.Engine.Embedding;

/// <summary>A model file and all that is needed to use it.</summary>
/// <param name="Id">Short and safe in file names: lower-case letters, digits, `.`, `_` and `-`.</param>
/// <param name="Sha256">Of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="InputTensor">Empty, as <paramref name="OutputTensor"/> can be, in a registry that leaves it to the file.</param>
/// <param name="Licence">Null where the registry does not know the file.</param>
/// <param name="Size">Width and height of the input in pixels.</param>
/// <param name="BuiltIn">Whether it comes with the product, for want of a better one.</param>
/// <param name="Dimension">The length of the vectors.</param>
/// <param name="Edit">How the file's graph was changed when it was loaded; null where it was used as it is.</param>
public sealed record ModelDescriptor(
    string Id,
    string Name,
    string Path,
    string Sha256,
    long Bytes,
    string? Licence,
    string InputTensor,
    TensorLayout Layout,
    int Size,
    ImagePreprocessing Preprocessing,
    string OutputTensor,
    int Dimension,
    bool BuiltIn = false,
    string? Edit = null);
