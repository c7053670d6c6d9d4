using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// Stands in for the model of a space that is missing: the vectors that are there can be searched, and nothing can be embedded until the
/// library has moved to another model.
/// </summary>
/// <param name="record">What the catalogue remembers of the space.</param>
/// <param name="reason">What became of the model, the middle of a sentence: "is not there any more".</param>
internal sealed class MissingModel(SpaceRecord record, string reason) : IEmbedder
{
    public EmbeddingSpace Space { get; } = new(
        record.EmbeddingSpaceId, record.ModelId, record.Model.Sha256, "", ImagePreprocessing.ForSize(1), TensorLayout.Nchw, "", null, record
            .Dimension);

    public ModelDescriptor Model { get; } = new(
        record.ModelId, record.ModelId, record.Model.Path, record.Model.Sha256, record.Model.Bytes, null, "", TensorLayout.Nchw, 0,
        ImagePreprocessing.ForSize(1), "", record.Dimension);

    public string Device => "cpu";

    public string? DeviceNote => null;

    public string? Problem { get; } =
        $"The model '{record.ModelId}' ({record.Model.Path}), with which the library's pictures were embedded, {reason}. "
        + "Pictures of the library still find each other; to search by other pictures, and to have new ones embedded, "
        + "move the library to another model, or put the file back and open the library again.";

    public Task<EmbeddedImage> EmbedAsync(string imagePath, CropRegion? region, EmbeddingPriority priority, CancellationToken cancellationToken) =>
        Task.FromException<EmbeddedImage>(Needed(Problem!));

    /// <summary>The refusal of what only a model can do.</summary>
    /// <param name="problem">What became of it.</param>
    public static LibraryException Needed(string problem) => new(LibraryErrorKind.Conflict, problem, "model-missing");

    public Task WarmUpAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
