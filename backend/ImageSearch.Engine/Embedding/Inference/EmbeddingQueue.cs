namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// Decoded pictures that wait for the model. Queries go first and never share a batch with pictures of the index, which would only slow
/// them down. After many batches of queries in a row, the index gets one, so that it always makes progress.
/// </summary>
internal sealed class EmbeddingQueue
{
    private const int QueryBatchesInARow = 16;

    private readonly object _gate = new();
    private readonly Queue<EmbeddingRequest> _queries = new();
    private readonly Queue<EmbeddingRequest> _indexing = new();
    private int _queryBatches;
    private bool _closed;

    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public void Add(EmbeddingRequest request, EmbeddingPriority priority)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(IEmbedder));
            (priority == EmbeddingPriority.Query ? _queries : _indexing).Enqueue(request);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for work on the caller's thread and takes a batch of it. It does not wait until the batch is full.</summary>
    /// <returns>The requests and their pixels; empty once the queue is closed.</returns>
    public IReadOnlyList<(EmbeddingRequest Request, byte[] Pixels)> Take(int size)
    {
        var batch = new List<(EmbeddingRequest, byte[])>(size);
        lock (_gate)
        {
            while (!_closed)
            {
                var indexTurn = _queryBatches >= QueryBatchesInARow;
                if (indexTurn && Fill(batch, _indexing, size) || Fill(batch, _queries, size))
                    _queryBatches = indexTurn ? 0 : _queryBatches + 1;
                else if (Fill(batch, _indexing, size))
                    _queryBatches = 0;
                if (batch.Count > 0)
                    return batch;
                Monitor.Wait(_gate);
            }
        }

        return batch;
    }

    /// <summary>Closes the queue; requests that still wait fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var request in _queries.Concat(_indexing))
                request.Fail(new ObjectDisposedException(nameof(IEmbedder)));
            _queries.Clear();
            _indexing.Clear();
            Monitor.PulseAll(_gate);
        }
    }

    private static bool Fill(List<(EmbeddingRequest, byte[])> batch, Queue<EmbeddingRequest> waiting, int size)
    {
        while (batch.Count < size && waiting.TryDequeue(out var request))
        {
            if (request.TryTake(out var pixels))
                batch.Add((request, pixels));
        }

        return batch.Count > 0;
    }
}
