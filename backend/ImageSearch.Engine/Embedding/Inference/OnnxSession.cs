using ImageSearch.Engine.Embedding.Editing;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>Loads a model according to the options.</summary>
/// <exception cref="ModelException">The model, or the requested device, cannot be used.</exception>
internal delegate OnnxSession SessionOpener(LoadableModel model, EmbeddingOptions options, ILogger logger);

/// <summary>
/// A loaded model, ONNX Runtime's metadata of its tensors, and the device that it runs on. The owner disposes the session.
/// </summary>
internal sealed record OnnxSession(InferenceSession Metadata, DeviceSession Session)
{
    /// <summary>Loads the model on a GPU if the options require or allow one and it works, otherwise on the processor.</summary>
    /// <exception cref="ModelException">The file is not a usable ONNX model, or CUDA is required and does not work.</exception>
    public static OnnxSession Open(LoadableModel model, EmbeddingOptions options, ILogger logger)
    {
        InferenceSession Create(SessionOptions configured) =>
            model.Bytes is null ? new InferenceSession(model.File.Path, configured) : new InferenceSession(model.Bytes, configured);

        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        InferenceSession OpenProcessor() => Load(model, Create, Configure(threads));

        OnnxEnvironment.Get();
        var (gpu, problem) = options.Device == EmbeddingDevice.Cpu ? (null, null) : TryCuda(Create, Configure(threads));
        if (gpu is not null)
            return new OnnxSession(gpu, new DeviceSession(new ModelSession(gpu), null, () => new ModelSession(OpenProcessor()), logger));
        if (options.Device == EmbeddingDevice.Cuda)
        {
            throw new ModelException(
                $"Embedding:Device is cuda, but {problem} CUDA 13 and cuDNN 9 have to be installed too. "
                + "Install what is missing, or set Embedding:Device to auto or cpu.");
        }

        if (problem is not null)
            logger.LogInformation("Embedding on the processor: {Reason}", problem);
        var processor = OpenProcessor();
        return new OnnxSession(processor, new DeviceSession(null, problem, () => new ModelSession(processor), logger));
    }

    private static (InferenceSession? Session, string? Problem) TryCuda(Func<SessionOptions, InferenceSession> create, SessionOptions configured)
    {
        using (configured)
            return CudaProvider.Problem() is { } problem ? (null, problem) : CudaProvider.Open(configured, create);
    }

    private static InferenceSession Load(LoadableModel model, Func<SessionOptions, InferenceSession> create, SessionOptions options)
    {
        var path = model.File.Path;
        using (options)
        {
            try
            {
                return create(options);
            }
            // the name of our own node, which the runtime's message contains if the window does not fit
            catch (OnnxRuntimeException exception) when (exception.Message.Contains(GraphEditor.FullWindow, StringComparison.Ordinal))
            {
                throw UnusableModel.Because(
                    path, "the average pooling in front of its classifier leaves more than one place of the picture, so that it gives no vector");
            }
            catch (OnnxRuntimeException exception)
            {
                throw OnnxVersion.FindTooNew(path) is { } version
                    ? UnusableModel.TooNew(path, version, exception)
                    : UnusableModel.NotOnnx(path, exception);
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
        // spinning threads would take the cores from the decoders on small machines
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }
}
