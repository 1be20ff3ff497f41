using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NasPipelines.TestKit;
using NasPipelines.Tests.Samples;

namespace NasPipelines.Tests.Packaging;

/// <summary>
/// The packages hold what they should, and a new project can use them. Slower than other tests: it packs, restores and builds.
/// </summary>
[Parallelizable] // it waits for other processes
public sealed partial class PackageTests
{
    private static readonly string[] Names =
        ["NasPipelines.Transforms", "NasPipelines.Trainers", "NasPipelines", "NasPipelines.Compat", "NasPipelines.Cluster",
            "NasPipelines.TestKit"];

    private static readonly string[] Projects =
        ["src/Transforms", "src/Trainers", "src/Pipelines", "src/Compat", "src/Cluster", "tests/TestKit"];
    private static readonly string[] Frameworks = ["net8.0", "net10.0"];
    private static readonly string Configuration =
        typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly TemporaryFolder _folder = new();
    private string _version = "";

    [OneTimeSetUp]
    public void Pack()
    {
        foreach (var (project, name) in Projects.Zip(Names))
        {
            var libraries = Frameworks.Select(f => Repository.Path(project, "bin", Configuration, f, $"{name}.dll"));
            if (libraries.FirstOrDefault(f => !File.Exists(f)) is { } missing)
            {
                Assert.Ignore($"packs what was built, and {missing} is not there: build NasPipelines.sln in {Configuration} first");
            }
        }

        // Together: most of a pack is reading the projects.
        var filter = _folder.File("libraries.slnf");
        File.WriteAllText(filter, JsonSerializer.Serialize(new
        {
            solution = new
            {
                path = Repository.Path("NasPipelines.sln"),
                projects = Projects.Zip(Names, (project, name) => $"{project}/{name}.csproj"),
            },
        }));
        DotnetCommand.Run(
            Repository.Root, "pack", filter, "-c", Configuration, "--no-build", "-m:1", "-o", _folder.File("packages"));
        var trainers = Directory.EnumerateFiles(_folder.File("packages"), "NasPipelines.Trainers.*.nupkg").Single();
        _version = Path.GetFileNameWithoutExtension(trainers)["NasPipelines.Trainers.".Length..];
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCaseSource(nameof(Names))]
    public void Package_Content_IsManagedDocumentedAndForBothFrameworks(string name)
    {
        using var package = Open(name, "nupkg");
        var files = package.Entries.Select(e => e.FullName)
            .Where(f => !f.StartsWith("_rels/", StringComparison.Ordinal) && !f.StartsWith("package/", StringComparison.Ordinal));
        var libraries = Frameworks.SelectMany(f => new[] { $"lib/{f}/{name}.dll", $"lib/{f}/{name}.xml" });

        Assert.That(files, Is.EquivalentTo(libraries.Concat(["README.md", "icon.png", $"{name}.nuspec", "[Content_Types].xml"])));
        using var symbols = Open(name, "snupkg");
        Assert.That(symbols.Entries.Select(e => e.FullName), Is.SupersetOf(Frameworks.Select(f => $"lib/{f}/{name}.pdb")));
    }

    [TestCaseSource(nameof(Names))]
    public void Package_Description_NamesLicenceReadmeAndNoNativePackage(string name)
    {
        using var package = Open(name, "nupkg");
        using var stream = package.GetEntry($"{name}.nuspec")!.Open();
        var elements = XDocument.Load(stream).Descendants().ToLookup(e => e.Name.LocalName);

        Assert.That(elements["license"].Single().Value, Is.EqualTo("MIT"));
        Assert.That(elements["readme"].Single().Value, Is.EqualTo("README.md"));
        Assert.That(elements["description"].Single().Value, Is.Not.Empty);
        Assert.That(elements["icon"].Single().Value, Is.EqualTo("icon.png"));
        Assert.That(elements["repository"].Single().Attribute("url")!.Value, Does.StartWith("https://"));
        Assert.That(elements["repository"].Single().Attribute("type")!.Value, Is.EqualTo("git"));
        Assert.That(elements["releaseNotes"].Single().Value, Does.EndWith("/CHANGELOG.md"));
        var groups = elements["group"].Where(g => g.Parent!.Name.LocalName == "dependencies");
        Assert.That(groups.Select(g => g.Attribute("targetFramework")!.Value), Is.EquivalentTo(Frameworks));
        var dependencies = elements["dependency"].Select(d => d.Attribute("id")!.Value).ToHashSet();
        Assert.That(dependencies, Does.Contain("Microsoft.ML"));
        Assert.That(
            dependencies,
            Has.None.StartsWith("libtorch").And.None.StartsWith("TorchSharp-").And.None.StartsWith("Microsoft.ML.OnnxRuntime.Gpu"));
        Assert.That(
            dependencies, Has.None.EqualTo("Microsoft.ML.OnnxRuntime").And.None.Contains("Analyzers").And.None.EqualTo("Grpc.Tools"));
    }

    [TestCaseSource(nameof(Names))]
    public void Package_Readme_IsItsOwnAndItsLinksAreAbsolute(string name)
    {
        using var package = Open(name, "nupkg");
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        var text = reader.ReadToEnd();

        Assert.That(text, Does.StartWith($"# {name}\n"));
        Assert.That(
            Link().Matches(text).Select(m => m.Groups[1].Value), Has.All.StartWith("https://").And.Some.Contain("/blob/v"));
    }

    [TestCaseSource(nameof(Names))]
    public void Package_Assembly_HasTheVersionThatSavedModelsName(string name)
    {
        var library = Repository.Path(Projects[Array.IndexOf(Names, name)], "bin", Configuration, "net10.0", $"{name}.dll");
        Assert.That(AssemblyName.GetAssemblyName(library).Version, Is.EqualTo(new Version(1, 0, 0, 0)));
    }

    [Test]
    public void Packages_InANewProject_ScoreAndEvaluateATable()
    {
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder.File("restored")}" /></config>
              <packageSources><add key="packed" value="{_folder.File("packages")}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write("app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="NasPipelines" Version="{_version}" /></ItemGroup>
            </Project>
            """);
        Write("table.csv", "Architecture,accuracy\n333333,94\n111111,87\np3p3p3,91\n");
        Write("Program.cs", """
            using Microsoft.ML;
            using NasPipelines;

            var nas = new MLContext(seed: 1).Nas();
            var table = nas.Data.LoadBenchmark("table.csv", "nasbench201");
            var evaluation = nas.Evaluate(table, "accuracy", "params");
            Console.WriteLine($"{evaluation.Rows} rows, tau {evaluation["params"].Kendall}");
            """);

        var output = DotnetCommand.Run(_folder.File("app"), "run");

        // The larger the network, the higher its accuracy in the table.
        Assert.That(output.Trim(), Does.EndWith("3 rows, tau 1"));
    }

    private ZipArchive Open(string name, string kind) =>
        ZipFile.OpenRead(Path.Combine(_folder.File("packages"), $"{name}.{_version}.{kind}"));

    private void Write(string name, string text) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_folder.File("app")).FullName, name), text);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // Where the build of this solution found its packages: the new project needs no others, and no network.
    private static string MachinePackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
