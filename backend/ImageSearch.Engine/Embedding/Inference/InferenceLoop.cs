using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// The only thread that runs the model: it takes batches from the queue until the queue is closed. If the model fails on a batch, each
/// picture is computed again alone, so that a bad picture does not fail its neighbours.
/// </summary>
internal sealed class InferenceLoop(EmbeddingQueue queue, BatchRunner runner, ILogger logger)
{
    /// <summary>Runs on a thread of its own and ends when the queue is closed.</summary>
    public Task StartAsync() =>
        Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run()
    {
        while (queue.Take(runner.Capacity) is { Count: > 0 } batch)
        {
            try
            {
                Compute(batch);
            }
            catch (Exception exception)
            {
                // every failure must reach the waiting callers, and the loop must continue
                logger.LogError(exception, "A batch of {Count} pictures could not be embedded", batch.Count);
                foreach (var (request, _) in batch)
                    request.Fail(exception);
            }
        }
    }

    private void Compute(IReadOnlyList<(EmbeddingRequest Request, byte[] Pixels)> batch)
    {
        for (var i = 0; i < batch.Count; i++)
            runner.Load(i, batch[i].Pixels);
        try
        {
            runner.Run(batch.Count);
        }
        catch (OnnxRuntimeException exception)
        {
            ComputeOneByOne(batch, exception);
            return;
        }

        for (var i = 0; i < batch.Count; i++)
            Answer(batch[i].Request, i);
    }

    private void ComputeOneByOne(IReadOnlyList<(EmbeddingRequest Request, byte[] Pixels)> batch, OnnxRuntimeException failure)
    {
        logger.LogWarning("The model failed on a batch of {Count} pictures: {Reason}", batch.Count, failure.Message);
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                runner.Load(0, batch[i].Pixels);
                runner.Run(1);
                Answer(batch[i].Request, 0);
            }
            catch (OnnxRuntimeException exception)
            {
                batch[i].Request.Fail(new EmbeddingException($"The model failed on this picture: {exception.Message}", exception));
            }
        }
    }

    private void Answer(EmbeddingRequest request, int slot)
    {
        if (runner.UnitVector(slot) is { } vector)
            request.Complete(vector);
        else
            request.Fail(new EmbeddingException("The model gave no usable vector for this picture: it is zero, infinite or not a number."));
    }
}
