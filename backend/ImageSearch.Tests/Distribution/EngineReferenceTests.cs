using ImageSearch.Engine;

namespace ImageSearch.Tests.Distribution;

/// <summary>The packed libraries use only .NET's own metrics and traces; exporters and loggers belong to the service.</summary>
internal sealed class EngineReferenceTests
{
    [Test]
    public void Engine_AndWhatItNeeds_ReferencesNoExporterAndNoLogger()
    {
        var seen = new HashSet<string>();
        var open = new Queue<System.Reflection.Assembly>([typeof(ImageLibrary).Assembly]);
        while (open.TryDequeue(out var assembly))
        {
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => seen.Add(name.Name!) && !name.Name!.StartsWith("System.", StringComparison.Ordinal)))
                open.Enqueue(System.Reflection.Assembly.Load(name));
        }

        Assert.That(seen, Does.Contain("ImageSearch.Imaging"));
        Assert.That(seen.Where(name => name.StartsWith("OpenTelemetry", StringComparison.Ordinal) || name.StartsWith("Serilog", StringComparison.Ordinal)), Is.Empty);
    }
}
