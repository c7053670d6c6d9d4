using System.Text.Json;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Embedding;

public class EmbeddingSpaceTests
{
    private static readonly ModelDescriptor Model = new(
        "resnet50", "ResNet50", "/models/resnet50.onnx", new string('a', 64), 1000, "MIT", "image", TensorLayout.Nchw, 224,
        ImagePreprocessing.ForSize(224), "embedding", 2048);

    private static readonly ModelDescriptor[] Others =
    [
        Model with { Sha256 = new string('b', 64) },
        Model with { Preprocessing = Model.Preprocessing with { Resize = 232 } },
        Model with { Preprocessing = Model.Preprocessing with { Mean = new ChannelValues(0.5f, 0.5f, 0.5f) } },
        Model with { Preprocessing = Model.Preprocessing with { Std = new ChannelValues(1, 1, 1) } },
        Model with { Layout = TensorLayout.Nhwc },
        Model with { Edit = "output pooled" },
        Model with { OutputTensor = "pooled" },
        Model with { Dimension = 1024 },
    ];

    /// <summary>If this fails, every library of every user moves to another space at its next start.</summary>
    [Test]
    public void Of_KnownModel_HasTheIdOfEarlierVersions() =>
        Assert.That(EmbeddingSpace.Of(Model).Id, Is.EqualTo("resnet50-1465a0940565"));

    /// <summary>Before Skia. If this fails, such a library cannot answer while it moves.</summary>
    [Test]
    public void Recorded_IdOfTheEarlierDecoder_IsThatSpace()
    {
        var earlier = EmbeddingSpace.Recorded(Model, "resnet50-5024f9af451f");

        Assert.That((earlier.Id, earlier.IsCurrent), Is.EqualTo(("resnet50-5024f9af451f", false)));
        Assert.That(EmbeddingSpace.Recorded(Model, "resnet50-000000000000"), Is.EqualTo(EmbeddingSpace.Of(Model)));
        Assert.That(EmbeddingSpace.Of(Model).IsCurrent, Is.True);
    }

    [TestCaseSource(nameof(Others))]
    public void Of_AnythingThatShapesVectorsDiffers_IsAnotherSpace(ModelDescriptor other) =>
        Assert.That(EmbeddingSpace.Of(other).Id, Is.Not.EqualTo(EmbeddingSpace.Of(Model).Id));

    [Test]
    public void Of_SameModelElsewhere_IsTheSameSpace()
    {
        var moved = Model with { Path = "/elsewhere/model.onnx", Name = "Renamed", Licence = null };

        Assert.That(EmbeddingSpace.Of(moved), Is.EqualTo(EmbeddingSpace.Of(Model)));
    }

    [Test]
    public void Space_WrittenAsJson_IsReadBackEqual()
    {
        var space = EmbeddingSpace.Of(Model);

        Assert.That(JsonSerializer.Deserialize<EmbeddingSpace>(JsonSerializer.Serialize(space)), Is.EqualTo(space));
    }
}
