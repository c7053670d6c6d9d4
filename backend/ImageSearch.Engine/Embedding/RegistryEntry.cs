namespace ImageSearch.Engine.Embedding;

/// <summary>One model of `models.json`, as it is written there.</summary>
internal sealed record RegistryEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Relative to the models directory.</summary>
    public required string File { get; init; }

    public required long Bytes { get; init; }

    public required string Sha256 { get; init; }

    public required string Licence { get; init; }

    /// <summary>Addresses that offer the file; none for a model that the user brings along.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Comes with the product and is taken where the user has placed no model.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>What the service fetches and moves to where nothing else was chosen; one model at most.</summary>
    public bool Recommended { get; init; }

    public required RegistryInput Input { get; init; }

    public required RegistryPreprocessing Preprocessing { get; init; }

    public required RegistryOutput Output { get; init; }
}

internal sealed record RegistryInput
{
    /// <summary>Empty takes the file's only input.</summary>
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
    /// <summary>An output, or any tensor inside the graph; empty takes the file's embedding, the one in front of a classifier included.</summary>
    public string Tensor { get; init; } = "";

    public required int Dimension { get; init; }
}
