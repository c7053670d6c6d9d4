using System.Diagnostics.CodeAnalysis;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>A decoded picture that waits for its vector. A cancelled request releases its pixels at once.</summary>
internal sealed class EmbeddingRequest(byte[] pixels)
{
    private readonly TaskCompletionSource<float[]> _vector = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _pixels = pixels;

    public Task<float[]> Vector => _vector.Task;

    /// <summary>Takes the picture for a batch; false if the request was cancelled.</summary>
    public bool TryTake([NotNullWhen(true)] out byte[]? pixels)
    {
        pixels = Interlocked.Exchange(ref _pixels, null);
        return pixels is not null;
    }

    public void Complete(float[] vector) => _vector.TrySetResult(vector);

    public void Fail(Exception exception)
    {
        Interlocked.Exchange(ref _pixels, null);
        _vector.TrySetException(exception);
    }

    public void Cancel(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _pixels, null);
        _vector.TrySetCanceled(cancellationToken);
    }
}
