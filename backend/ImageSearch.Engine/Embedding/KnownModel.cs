namespace ImageSearch.Engine.Embedding;

/// <summary>A model file as it was seen: the contents name it, wherever it lies now.</summary>
/// <param name="Id">The model's id: `models.json` may describe one file with several preprocessings. Null in older rows.</param>
internal sealed record KnownModel(string Path, string Sha256, long Bytes, string? Id = null)
{
    public static KnownModel Of(ModelDescriptor model) => new(model.Path, model.Sha256, model.Bytes, model.Id);

    public static KnownModel Of(ModelFile file) => new(file.Path, file.Sha256, file.Bytes, file.Id);

    /// <summary>Whether both are the same model, wherever its file lies.</summary>
    public bool IsSame(KnownModel? other) => Sha256 == other?.Sha256 && (Id is null || other.Id is null || Id == other.Id);
}
