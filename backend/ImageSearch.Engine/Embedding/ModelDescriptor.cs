namespace ImageSearch.Engine.Embedding;

/// <summary>A model file and everything that is needed to use it.</summary>
/// <param name="Id">Short and safe in file names: lower-case letters, digits, `.`, `_` and `-`.</param>
/// <param name="Sha256">Of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="InputTensor">Empty, like <paramref name="OutputTensor"/>, in a registry that leaves it to the file.</param>
/// <param name="Licence">Null if the registry does not know the file.</param>
/// <param name="Size">Width and height of the input in pixels.</param>
/// <param name="BuiltIn">Whether it is the model that comes with the product.</param>
/// <param name="Dimension">The length of the vectors.</param>
/// <param name="Edit">How the file's graph was changed on loading; null if it was used as it is.</param>
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
