using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// A model on a GPU that may fail at any time, because its driver is gone or other programs use up its memory. A failed batch is computed
/// again on the processor. If that works, the GPU was the cause and the processor is used from then on. If it fails too, the pictures were
/// the cause and the GPU stays.
/// </summary>
/// <param name="gpu">Null if the processor is used from the beginning.</param>
/// <param name="openProcessor">Opens the same model on the processor.</param>
internal sealed class DeviceSession(IModelSession? gpu, string? note, Func<IModelSession> openProcessor, ILogger logger) : IModelSession
{
    private IModelSession? _gpu = gpu;
    private IModelSession? _processor = gpu is null ? openProcessor() : null;
    private volatile string? _note = note;

    public EmbeddingDevice Device => Volatile.Read(ref _gpu) is null ? EmbeddingDevice.Cpu : EmbeddingDevice.Cuda;

    /// <summary>Why no GPU is used although one was looked for or was used before; otherwise null.</summary>
    public string? Note => _note;

    public void Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs)
    {
        if (_gpu is null)
        {
            _processor!.Run(options, inputNames, inputs, outputNames, outputs);
            return;
        }

        try
        {
            _gpu.Run(options, inputNames, inputs, outputNames, outputs);
        }
        catch (OnnxRuntimeException exception)
        {
            _processor ??= openProcessor();
            _processor.Run(options, inputNames, inputs, outputNames, outputs);
            LeaveGpu(exception);
        }
    }

    public void Dispose()
    {
        _gpu?.Dispose();
        _processor?.Dispose();
    }

    private void LeaveGpu(OnnxRuntimeException exception)
    {
        _note = $"the GPU failed while in use ({exception.Message.TrimEnd('.', '\n', ' ')}); a restart tries it again.";
        logger.LogError(exception, "The GPU failed on a batch that the processor could compute: embedding on the processor until the next start");
        var failed = _gpu;
        Volatile.Write(ref _gpu, null);
        try
        {
            failed!.Dispose();
        }
        catch (OnnxRuntimeException closing)
        {
            logger.LogWarning("The model could not be removed from the GPU: {Reason}", closing.Message);
        }
    }
}
