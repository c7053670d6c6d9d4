using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>A loaded model and the device that it runs on. The owner disposes the session.</summary>
/// <param name="DeviceNote">Why a GPU was looked for and is not used, or null.</param>
internal sealed record OnnxSession(InferenceSession Session, EmbeddingDevice Device, string? DeviceNote)
{
    /// <summary>Loads the file, mended where the registry says so, on a GPU where the options ask for one or allow it and one works.</summary>
    /// <exception cref="ModelException">The file is no usable ONNX model, or CUDA was asked for and does not work.</exception>
    public static OnnxSession Open(ModelFile file, EmbeddingOptions options, ILogger logger)
    {
        var path = file.Path;
        var mended = file.Registered?.Repair == ModelRepair.FoldedBatchNormalization ? BatchNormalization.Unfold(path) : null;
        InferenceSession Create(SessionOptions configured) =>
            mended is null ? new InferenceSession(path, configured) : new InferenceSession(mended, configured);

        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        OnnxEnvironment.Get();
        if (options.Device == EmbeddingDevice.Cpu)
            return new OnnxSession(Load(path, Create, Configure(threads)), EmbeddingDevice.Cpu, null);

        var (session, problem) = TryCuda(Create, threads, logger);
        if (session is not null)
            return new OnnxSession(session, EmbeddingDevice.Cuda, null);
        if (options.Device == EmbeddingDevice.Cuda)
            throw new ModelException(
                $"Embedding:Device is cuda, but {problem} CUDA 13 and cuDNN 9 have to be installed too. "
                + "Install what is missing, or set Embedding:Device to auto or cpu.");
        logger.LogInformation("Embedding on the processor: {Reason}", problem);
        return new OnnxSession(Load(path, Create, Configure(threads)), EmbeddingDevice.Cpu, problem);
    }

    private static (InferenceSession? Session, string? Problem) TryCuda(
        Func<SessionOptions, InferenceSession> create, int threads, ILogger logger)
    {
        var library = CudaLibrary.Find();
        if (library.Problem is not null)
            return (null, library.Problem);
        try
        {
            using var options = CudaProvider.Append(library.Path!, () => Configure(threads), logger);
            return (create(options), null);
        }
        catch (Exception exception) when (CudaProvider.IsUnavailable(exception))
        {
            return (null, $"CUDA does not work: {exception.Message.TrimEnd('.', '\n', ' ')}.");
        }
    }

    private static InferenceSession Load(string path, Func<SessionOptions, InferenceSession> create, SessionOptions options)
    {
        using (options)
        {
            try
            {
                return create(options);
            }
            catch (OnnxRuntimeException exception)
            {
                throw new ModelException(
                    $"{path} is not an ONNX model that can be loaded: {exception.Message.TrimEnd('.', '\n', ' ')}. "
                    + "It may be cut off or another kind of file; fetch it again or name another.", exception);
            }
        }
    }

    private static SessionOptions Configure(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // spinning threads would starve the decoders where there are few cores
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }
}
