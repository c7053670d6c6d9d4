using System.ComponentModel.DataAnnotations;

namespace ImageSearch.Engine.Embedding;

/// <summary>How pictures become vectors; the configuration section `Embedding`.</summary>
public sealed class EmbeddingOptions
{
    public const string Section = "Embedding";

    /// <summary>
    /// The ONNX file; without it `IMAGESEARCH_MODEL`, then `resnet50.onnx` in the models directory, then a built-in model.
    /// </summary>
    public string? ModelPath { get; set; }

    /// <summary>
    /// The id of a model in `models.json`. Without <see cref="ModelPath"/>, the file of this model is used. With it, the id chooses between
    /// several entries that describe the same file.
    /// </summary>
    public string? Model { get; set; }

    /// <summary>The folder of `models.json`, relative to the working directory unless absolute.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Embedding:ModelsDirectory must name the folder of models.json.")]
    public string ModelsDirectory { get; set; } = "models";

    [EnumDataType(typeof(EmbeddingDevice), ErrorMessage = "Embedding:Device must be auto, cpu or cuda.")]
    public EmbeddingDevice Device { get; set; } = EmbeddingDevice.Auto;

    /// <summary>The number format in which the model computes; each precision is an embedding space of its own.</summary>
    [EnumDataType(typeof(EmbeddingPrecision), ErrorMessage = "Embedding:Precision must be fp32 or fp16.")]
    public EmbeddingPrecision Precision { get; set; } = EmbeddingPrecision.Fp32;

    /// <summary>Threads that compute one batch; 0 uses every core.</summary>
    [Range(0, 256, ErrorMessage = "Embedding:Threads must lie between 0 (all cores) and 256.")]
    public int Threads { get; set; }

    /// <summary>The most pictures computed together; 0 means 4 on the processor and 32 on a GPU.</summary>
    [Range(0, 256, ErrorMessage = "Embedding:BatchSize must lie between 0 (automatic) and 256.")]
    public int BatchSize { get; set; }

    /// <summary>Threads that decode pictures for the index; 0 means one for each core. Queries have their own decoders.</summary>
    [Range(0, 256, ErrorMessage = "Embedding:DecodeThreads must lie between 0 (one for each core) and 256.")]
    public int DecodeThreads { get; set; }

    /// <summary>
    /// The most pictures of the index that are being decoded or wait for the model; 0 keeps every thread and two batches busy.
    /// </summary>
    [Range(0, 4096, ErrorMessage = "Embedding:QueueLength must lie between 0 (automatic) and 4096.")]
    public int QueueLength { get; set; }
}
