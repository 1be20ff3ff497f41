using Microsoft.Extensions.Logging;

namespace NasPipelines.Cluster.Silos;

/// <summary>Gives what is logged to whoever wants lines.</summary>
/// <param name="tell">Told of each; null tells nobody.</param>
internal sealed class LineLogger(Action<string>? tell) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => tell is not null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        var line = exception is null ? message : $"{message} {exception.Message}";
        tell?.Invoke($"{logLevel.ToString().ToLowerInvariant()}: {line.ReplaceLineEndings(" ")}");
    }

    public void Dispose()
    {
    }
}
