using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>The one environment of ONNX Runtime in a process. It warns on stderr unless it is configured before its first use.</summary>
internal static class OnnxEnvironment
{
    private static readonly Lock Gate = new();

    public static OrtEnv Get()
    {
        lock (Gate)
        {
            if (OrtEnv.IsCreated)
                return OrtEnv.Instance();
            // fatal errors only: a problem with a model or a run also throws an exception with the same text
            var options = new EnvironmentCreationOptions { logId = "ImageSearch", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            return OrtEnv.CreateInstanceWithOptions(ref options);
        }
    }
}
