using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Cluster;

/// <summary>The template of deploy/kubernetes: what its pods run is run here, index by index.</summary>
internal sealed class KubernetesTemplateTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Template_EveryIndex_ScoresAShardThatTheMergeFinds(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(
            folder.File("all.csv"), Spaces.SearchSpaces.NasBench201.Sample(4, 1).Select(a => a.Text).Prepend("Architecture"));
        string[] job = await File.ReadAllLinesAsync(RepositoryFile("score-job.yaml"), timeout);
        string[] command = [.. job.Select(line => line.Trim()).SkipWhile(line => line != "command:").Skip(1)
            .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => Local(line[2..]))];
        Assert.That(command[0], Is.EqualTo("nas"));

        // Two shards instead of fifty, and small networks.
        string[] small = [.. command[1..].Select(word => word.Replace("auto/50", "auto/2")), "--channels=4", "--cells=1"];
        for (var index = 0; index < 2; index++)
        {
            using var pod = NasProcess.Start(
                small, timeout, new Dictionary<string, string> { ["JOB_COMPLETION_INDEX"] = $"{index}" });
            var run = await pod.Exit();
            Assert.That(run.ExitCode, Is.Zero, run.Error);
        }

        var merge = (await File.ReadAllLinesAsync(RepositoryFile("merge-job.yaml"), timeout))
            .Select(line => line.Trim()).Where(line => line.StartsWith("nas ", StringComparison.Ordinal))
            .Select(line => line.Split(' ').Select(Local).Select(word => word == "50" ? "2" : word).Skip(1).ToList()).ToList();
        merge[0] = [.. merge[0].SelectMany(word => word.Contains('*')
            ? Directory.GetFiles(folder.File("."), Path.GetFileName(word).Replace("50", "2"))
            : [word])];
        merge[1].AddRange(["--channels=4", "--cells=1"]);
        foreach (var line in merge)
        {
            var run = await Nas.Run([.. line]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
        }

        Assert.That(File.ReadAllLines(folder.File("scored.tsv")), Has.Length.EqualTo(5));

        string Local(string word) => word.Replace("/data/", folder.File("") + Path.DirectorySeparatorChar).Replace("//", "/");
    }

    [Test]
    public void Template_ItsPolicy_NamesTheExitCodesOfTheCommand()
    {
        string[] job = [.. File.ReadLines(RepositoryFile("score-job.yaml")).Select(line => line.Trim())];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(job, Has.One.EqualTo($"values: [{ExitCode.Requeue}]"));
            Assert.That(job, Has.One.EqualTo($"values: [{ExitCode.WrongUse}]"));
            Assert.That(Number("- --grace="), Is.LessThan(Number("terminationGracePeriodSeconds: ")));
            Assert.That(Number("- --shard=auto/"), Is.EqualTo(Number("completions: ")).And.EqualTo(Number("maxFailedIndexes: ")));
        }

        int Number(string key) => int.Parse(job.Single(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..]);
    }

    private static string RepositoryFile(string name) => Path.Combine(Repository.Root, "deploy", "kubernetes", name);
}
