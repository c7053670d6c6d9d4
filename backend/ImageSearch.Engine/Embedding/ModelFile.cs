namespace ImageSearch.Engine.Embedding;

/// <summary>The model file to use, identified by its contents.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Registered">The registry's description of these contents; null for a model of the user's own.</param>
public sealed record ModelFile(string Path, string Sha256, long Bytes, ModelDescriptor? Registered)
{
    /// <summary>The id in the registry, or one made from the contents.</summary>
    public string Id => Registered?.Id ?? $"custom-{Sha256[..8]}";
}
