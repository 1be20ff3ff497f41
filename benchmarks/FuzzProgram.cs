using System.CommandLine;
using NasPipelines.Fixtures.Fuzzing;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Gives damaged files to every reader; each input ends in success or in an error that names the file, in bounded time and memory.
/// </summary>
internal static class FuzzProgram
{
    private const int Block = 10_000;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Damaged inputs per reader.", DefaultValueFactory = _ => 200_000 };
        var only = new Option<string?>("--target")
        {
            Description = $"One of {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}; all where left out.",
        };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same inputs.", DefaultValueFactory = _ => 1 };
        var command = new Command("fuzz", "damaged files for every reader") { rounds, only, seed };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(only), (ulong)parsed.GetValue(seed), Console.Out));
        return command;
    }

    private static int Run(int rounds, string? only, ulong seed, TextWriter output)
    {
        var found = 0;
        foreach (var target in FuzzTargets.All.Where(target => only is null || target.Name == only))
        {
            // A file system in memory where there is one: each input is a file.
            var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
            var folder = Directory.CreateDirectory(Path.Combine(parent, $"naspipelines-fuzz-{Environment.ProcessId}-{target.Name}"));
            var succeeded = 0;
            var took = Timing.Once(() =>
            {
                for (var first = 0; first < rounds; first += Block)
                {
                    var findings = Fuzzer.Run(target, folder.FullName, first, Math.Min(Block, rounds - first), seed, out var good);
                    succeeded += good;
                    found += findings.Count;
                    output.WriteLine($"{target.Name}: {first + Block} inputs, {succeeded} read, {found} findings");
                    output.Flush();
                    foreach (var finding in findings.Take(20))
                    {
                        output.WriteLine($"{finding.Target} round {finding.Round}: {finding.What}");
                        output.WriteLine(Convert.ToBase64String(finding.Content.AsSpan(0, Math.Min(finding.Content.Length, 6000))));
                    }
                }
            });
            folder.Delete(recursive: true);
            output.WriteLine($"{target.Name}: {rounds} inputs in {took.Wall:F0} s (processor {took.Processor:F0} s), {succeeded} "
                + $"read, {found} findings so far, peak {Machine.PeakMemory()}");
            output.Flush();
        }

        return found > 0 ? 1 : 0;
    }
}
