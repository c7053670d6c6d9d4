using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// A model on a GPU that may fail at any moment: its driver is gone, its memory is taken by others. What fails there is computed again on the
/// processor. If that works, the GPU was at fault and the processor stays; if it fails as well, the pictures were, and the GPU stays.
/// </summary>
/// <param name="gpu">Null where the processor is used from the beginning.</param>
/// <param name="openProcessor">Opens the same model on the processor.</param>
internal sealed class DeviceSession(IModelSession? gpu, string? note, Func<IModelSession> openProcessor, ILogger logger) : IModelSession
{
    private IModelSession? _gpu = gpu;
    private IModelSession? _processor = gpu is null ? openProcessor() : null;
    private volatile string? _note = note;

    public EmbeddingDevice Device => Volatile.Read(ref _gpu) is null ? EmbeddingDevice.Cpu : EmbeddingDevice.Cuda;

    /// <summary>Why no GPU is used, though one was looked for or was used before; null otherwise.</summary>
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
        _note = $"the GPU failed while it was in use ({exception.Message.TrimEnd('.', '\n', ' ')}); a restart tries it again.";
        logger.LogError(exception, "The GPU failed on a batch that the processor could compute: embedding on the processor until the next start");
        var failed = _gpu;
        Volatile.Write(ref _gpu, null);
        try
        {
            failed!.Dispose();
        }
        catch (OnnxRuntimeException closing)
        {
            logger.LogWarning("The model could not be taken off the GPU: {Reason}", closing.Message);
        }
    }
}
