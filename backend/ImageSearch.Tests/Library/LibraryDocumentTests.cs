using System.Diagnostics;
using System.Text.RegularExpressions;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageSearch.Tests.Library;

/// <summary>The program in docs/library.md, compiled and run exactly as it is written there.</summary>
internal sealed partial class LibraryDocumentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("imagesearch-document-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Snippet_InAFolderWithPictures_DoesWhatItSays()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "photos"));
        for (var seed = 1; seed <= 6; seed++)
            await File.WriteAllBytesAsync(Path.Combine(_folder, "photos", $"{seed}.jpg"), TestImages.Jpeg(64, 64, seed));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "query.jpg"), TestImages.Jpeg(64, 64, 4));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "new.jpg"), TestImages.Jpeg(64, 64, 7));
        Compile(await File.ReadAllTextAsync(Path.Combine(ProductFiles.Models, "../docs/library.md")));

        var lines = (await RunAsync()).Split('\n');

        Assert.That(lines[0], Is.EqualTo("6 pictures added, 0 were there already"));
        Assert.That(lines[1], Is.EqualTo("1.000 4.jpg"));
        Assert.That(lines[2..6], Has.All.Match(@"^0\.[0-9]{3} [1-6]\.jpg$"));
        Assert.That(lines[6], Is.EqualTo("new.jpg is picture 7, Indexed"));
        Assert.That((await RunAsync()).Split('\n')[0], Is.EqualTo("0 pictures added, 6 were there already"));
    }

    private void Compile(string document)
    {
        var snippet = Snippet().Match(document).Groups["code"].Value;
        Assert.That(snippet.Split('\n').Count(line => line.Trim().Length > 0), Is.InRange(5, 12), "ten lines are promised");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "snippet",
            [CSharpSyntaxTree.ParseText("global using System;"), CSharpSyntaxTree.ParseText(snippet)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));

        // A program's libraries are in its folder: here as links to those of this test.
        foreach (var path in Directory.EnumerateFileSystemEntries(AppContext.BaseDirectory))
            File.CreateSymbolicLink(Path.Combine(_folder, Path.GetFileName(path)), path);
        var emitted = compilation.Emit(Path.Combine(_folder, "snippet.dll"));
        Assert.That(emitted.Success, Is.True, string.Join('\n', emitted.Diagnostics));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "imagesearch.runtimeconfig.json"), Path.Combine(_folder, "snippet.runtimeconfig.json"));
        // This file says in which folders the native libraries of packages are.
        File.Copy(Path.Combine(AppContext.BaseDirectory, "ImageSearch.Tests.deps.json"), Path.Combine(_folder, "snippet.deps.json"));
    }

    private async Task<string> RunAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_folder, "snippet.dll")])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.That(process.ExitCode, Is.Zero, errors);
        return output;
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
