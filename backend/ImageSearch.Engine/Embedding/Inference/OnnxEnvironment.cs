using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>ONNX Runtime has one environment in a process, which warns on stderr unless it is told not to before it exists.</summary>
internal static class OnnxEnvironment
{
    private static readonly Lock Gate = new();

    public static OrtEnv Get()
    {
        lock (Gate)
        {
            if (OrtEnv.IsCreated)
                return OrtEnv.Instance();
            // fatal only: what goes wrong with a model or a run comes as an exception, with the same text
            var options = new EnvironmentCreationOptions { logId = "ImageSearch", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            return OrtEnv.CreateInstanceWithOptions(ref options);
        }
    }
}
