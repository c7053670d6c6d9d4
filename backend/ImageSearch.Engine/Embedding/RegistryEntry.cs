namespace ImageSearch.Engine.Embedding;

/// <summary>One model as it is written in `models.json`.</summary>
internal sealed record RegistryEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Relative to the models directory.</summary>
    public required string File { get; init; }

    public required long Bytes { get; init; }

    public required string Sha256 { get; init; }

    public required string Licence { get; init; }

    /// <summary>Addresses that offer the file; empty for a model that the user supplies.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Comes with the product and is used if the user has placed no model.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>The model that the service fetches and moves to if no other was chosen; at most one model has it.</summary>
    public bool Recommended { get; init; }

    public required RegistryInput Input { get; init; }

    public required RegistryPreprocessing Preprocessing { get; init; }

    public required RegistryOutput Output { get; init; }
}

internal sealed record RegistryInput
{
    /// <summary>If empty, the file's only input is used.</summary>
    public string Tensor { get; init; } = "";

    public required TensorLayout Layout { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }
}

internal sealed record RegistryPreprocessing
{
    public required int Resize { get; init; }

    public required int Crop { get; init; }

    public required IReadOnlyList<float> Mean { get; init; }

    public required IReadOnlyList<float> Std { get; init; }
}

internal sealed record RegistryOutput
{
    /// <summary>
    /// An output, or any tensor inside the graph. If empty, the embedding of the file is used, also one in front of a classifier.
    /// </summary>
    public string Tensor { get; init; } = "";

    public required int Dimension { get; init; }
}
