namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>
/// An input that a reader answered by something else than success or <see cref="InvalidDataException"/>, or too slowly, or with too much
/// memory.
/// </summary>
/// <param name="Target">The reader.</param>
/// <param name="Round">The number of the input.</param>
/// <param name="What">What happened.</param>
/// <param name="Content">The file's content.</param>
public sealed record FuzzFinding(string Target, int Round, string What, byte[] Content);

/// <summary>Gives damaged input to readers.</summary>
public static class Fuzzer
{
    /// <summary>The most seconds of processor time that an input may take.</summary>
    public const double MostSeconds = 5;

    /// <summary>The most bytes that an input may make the reader allocate.</summary>
    public const long MostBytes = 512L << 20;

    /// <summary>Runs rounds of a target; each depends on the seed and its own number only.</summary>
    /// <param name="target">The reader.</param>
    /// <param name="folder">A folder for the file; a file system in memory is fastest.</param>
    /// <param name="first">The number of the first round.</param>
    /// <param name="rounds">How many.</param>
    /// <param name="seed">The same seed gives the same inputs.</param>
    /// <param name="succeeded">The number of inputs that were read without a fault.</param>
    public static IReadOnlyList<FuzzFinding> Run(FuzzTarget target, string folder, int first, int rounds, ulong seed, out int succeeded)
    {
        ArgumentNullException.ThrowIfNull(target);
        var path = Path.Combine(folder, target.FileName);
        List<FuzzFinding> findings = [];
        succeeded = 0;
        for (var round = first; round < first + rounds; round++)
        {
            var content = Content(target, round, seed);
            File.WriteAllBytes(path, content);
            var (start, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            string? what = null;
            try
            {
                target.Read(path);
                succeeded++;
            }
            catch (InvalidDataException fault) when (fault.Message.Contains(target.FileName, StringComparison.Ordinal)
                && !fault.Message.AsSpan().ContainsAny('\n', '\r'))
            {
                // the answer that is wanted
            }
#pragma warning disable CA1031 // Whatever else comes out is what is looked for.
            catch (Exception fault)
            {
                what = $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n').FirstOrDefault()}";
            }
#pragma warning restore CA1031

            var (seconds, bytes) = (
                (Environment.CpuUsage.TotalTime - start).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
            what ??= seconds > MostSeconds ? $"took {seconds:F1} s" : bytes > MostBytes ? $"allocated {bytes >> 20} MiB" : null;
            if (what is not null)
            {
                findings.Add(new(target.Name, round, what, content));
            }
        }

        return findings;
    }

    private static byte[] Content(FuzzTarget target, int round, ulong seed)
    {
        var mutator = new Mutator((seed * 0x100000001B3) ^ (ulong)round);
        var (original, other) = (target.Seeds[mutator.Next(target.Seeds.Count)], target.Seeds[mutator.Next(target.Seeds.Count)]);

        // A fifth of the damage is to the file itself: frame, checksums, compression.
        return mutator.Next(5) == 0
            ? mutator.Damage(target.Wrap(original), target.Wrap(other))
            : target.Wrap(mutator.Damage(original, other));
    }
}
