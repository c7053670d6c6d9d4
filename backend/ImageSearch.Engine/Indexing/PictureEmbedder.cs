using System.Diagnostics;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Pictures;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Indexing;

/// <summary>Embeds one picture of the library and turns what goes wrong with it into an outcome of its own.</summary>
internal sealed class PictureEmbedder(IEmbedder embedder, IOriginals originals, ILogger<PictureEmbedder> logger)
{
    private const int Tries = 3;

    /// <returns>An <see cref="EmbeddedVector"/> or a <see cref="FailedEmbedding"/>.</returns>
    public Task<object> EmbedAsync(ImageRecord image, CancellationToken cancellationToken) => EngineTraces.TraceAsync("index", async activity =>
    {
        activity?.SetTag("imagesearch.image.id", image.Id);
        activity?.SetTag("imagesearch.space", embedder.Space.Id);
        var outcome = await TryAsync(image, cancellationToken).ConfigureAwait(false);
        if (outcome is FailedEmbedding failed)
            activity?.SetStatus(ActivityStatusCode.Error, failed.Problem);
        return outcome;
    });

    private async Task<object> TryAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var embedded = await originals.ReadOriginalAsync(
                    image, path => embedder
                        .EmbedAsync(path, null, EmbeddingPriority.Indexing, cancellationToken), cancellationToken).ConfigureAwait(false);
                return new EmbeddedVector(image.Id, embedded.Vector);
            }
            catch (Exception exception) when (exception is RejectedImageException or EmbeddingException)
            {
                return new FailedEmbedding(image.Id, exception.Message);
            }
            catch (OriginalMissingException exception)
            {
                return new FailedEmbedding(image.Id, $"{exception.Message} Then retry it.");
            }
            catch (Exception exception) when (exception is not OperationCanceledException and not ObjectDisposedException)
            {
                logger.LogWarning(exception, "Embedding picture {Id} went wrong (try {Attempt} of {Tries})", image.Id, attempt, Tries);
                if (attempt == Tries)
                {
                    return new FailedEmbedding(
                        image.Id,
                        "Embedding this picture went wrong three times; the log says how. Retry it when that is mended.");
                }
            }
        }
    }
}
