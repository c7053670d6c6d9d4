namespace ImageSearch.Engine.Embedding;

/// <summary>The model file to use, named by its contents.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Registered">What the registry says about these contents; null for a model of the user's own.</param>
public sealed record ModelFile(string Path, string Sha256, long Bytes, ModelDescriptor? Registered)
{
    /// <summary>The model's id: the registry's, or one made from the contents.</summary>
    public string Id => Registered?.Id ?? $"custom-{Sha256[..8]}";
}
