using ImageSearch.Imaging;

namespace ImageSearch.Engine.Embedding;

/// <summary>Turns pictures into unit vectors of one embedding space. Safe for any number of callers at once.</summary>
public interface IEmbedder : IAsyncDisposable
{
    EmbeddingSpace Space { get; }

    ModelDescriptor Model { get; }

    /// <summary>`cpu` or `cuda`; `cuda` becomes `cpu` if the GPU fails while it is in use.</summary>
    string Device { get; }

    /// <summary>Why a requested or allowed GPU is not used; null if none was looked for or one is in use.</summary>
    string? DeviceNote { get; }

    /// <summary>Why nothing can be embedded, and what to do about it; null if pictures can be embedded.</summary>
    string? Problem => null;

    /// <summary>Embeds a picture, or a region of it in fractions of the upright picture.</summary>
    /// <exception cref="ImageException">The file is not a picture that can be decoded.</exception>
    /// <exception cref="IOException">The file cannot be opened; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    /// <exception cref="EmbeddingException">The model gave no usable vector for this picture.</exception>
    /// <exception cref="LibraryException">There is a <see cref="Problem"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; a picture that still waited is not computed.</exception>
    /// <exception cref="ObjectDisposedException">The embedder was disposed before or while the picture waited.</exception>
    Task<EmbeddedImage> EmbedAsync(
        string imagePath, CropRegion? region, EmbeddingPriority priority, CancellationToken cancellationToken);

    /// <summary>Computes one grey picture, so that the first caller does not wait for the model's first-run setup.</summary>
    /// <exception cref="ModelException">The model cannot embed even this picture.</exception>
    Task WarmUpAsync(CancellationToken cancellationToken);
}
