using System.ComponentModel.DataAnnotations;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Embedding;

public class EmbeddingOptionsTests
{
    [Test]
    public void Defaults_AreAutomatic()
    {
        var options = new EmbeddingOptions();

        Assert.That((options.ModelPath, options.ModelsDirectory, options.Device), Is.EqualTo(((string?)null, "models", EmbeddingDevice.Auto)));
        Assert.That((options.Model, options.Precision), Is.EqualTo(((string?)null, EmbeddingPrecision.Fp32)));
        Assert.That((options.Threads, options.BatchSize, options.DecodeThreads, options.QueueLength), Is.EqualTo((0, 0, 0, 0)));
        Assert.That(Problems(options), Is.Empty);
    }

    [Test]
    public void Validate_EverythingWrong_NamesEveryKey()
    {
        var options = new EmbeddingOptions
        {
            ModelsDirectory = "",
            Device = (EmbeddingDevice)7,
            Threads = -1,
            BatchSize = 257,
            DecodeThreads = -1,
            QueueLength = 5000,
        };

        var problems = Problems(options);

        Assert.That(problems, Has.Length.EqualTo(6));
        foreach (var key in new[] { "ModelsDirectory", "Device", "Threads", "BatchSize", "DecodeThreads", "QueueLength" })
            Assert.That(problems, Has.Some.Contains($"Embedding:{key} "));
    }

    private static string[] Problems(EmbeddingOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}
