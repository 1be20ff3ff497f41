namespace NasPipelines.Cluster.Grains;

/// <summary>The coordinator of a run, which its key names. Every call is short, and may be made again.</summary>
[Alias("nas.IRunGrain")]
internal interface IRunGrain : IGrainWithStringKey
{
    /// <summary>Begins to tell what is to be scored. The scorer and the architectures come in parts, in any order.</summary>
    [Alias("Prepare")]
    Task Prepare(RunHeader header, int savedBytes);

    /// <summary>A part of the saved scorer.</summary>
    [Alias("AddSaved")]
    Task AddSaved(int offset, byte[] bytes);

    /// <summary>A part of the architectures.</summary>
    [Alias("Add")]
    Task Add(int first, string[] architectures);

    /// <summary>All is told: workers may begin. Says so of a run that has begun already.</summary>
    [Alias("Start")]
    Task<RunStatus> Start();

    /// <summary>Rows in the order in which they came, for the client.</summary>
    /// <param name="epoch">The life of the coordinator that it has some of.</param>
    /// <param name="after">How many it has; of another life, all are told again.</param>
    /// <param name="most">The most to return.</param>
    [Alias("Rows")]
    Task<RunRows> Rows(long epoch, int after, int most);

    /// <summary>The client has all rows, or wants none.</summary>
    [Alias("Forget")]
    Task Forget();

    /// <summary>How far it is.</summary>
    [Alias("Status")]
    Task<RunStatus> Status();

    /// <summary>Ends it; what is scored stays.</summary>
    [Alias("Cancel")]
    Task Cancel();

    /// <summary>What a worker needs to make the scorer; null where there is no such run.</summary>
    [Alias("Header")]
    Task<RunHeader?> Header();

    /// <summary>A part of the saved scorer; empty at its end.</summary>
    [Alias("Saved")]
    Task<byte[]> Saved(int offset);

    /// <summary>Some of the architectures, to estimate what memory they take.</summary>
    [Alias("Sample")]
    Task<string[]> Sample();

    /// <summary>A silo cannot score the run, or would compute other scores.</summary>
    [Alias("Refuse")]
    Task Refuse(string silo, string reason);

    /// <summary>A worker has finished its batch, where it had one, and asks for the next where it wants one.</summary>
    [Alias("Next")]
    Task<WorkOrder> Next(string silo, WorkerReport report, bool wants);

    /// <summary>The workers of a silo are alive and tell what they have scored so far.</summary>
    /// <returns>The leases that are theirs no longer.</returns>
    [Alias("Beat")]
    Task<long[]> Beat(string silo, WorkerReport[] reports);
}
