package io.sendasync.mail.boot.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of a SMTP client.
 */
public enum SmtpObservationDocumentation implements ObservationDocumentation {

	/**
	 * A send: from the call, on the caller's thread, to its end, whatever that is.
	 */
	SEND {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultSmtpSendObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return SendLowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return SendHighCardinalityKeyNames.values();
		}

	},

	/**
	 * A connection: from the look-up of the host's name until it is greeted, secured and
	 * logged in. It has no parent, since it serves many sends.
	 */
	CONNECT {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultSmtpConnectObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ConnectLowCardinalityKeyNames.values();
		}

	};

	/** Key names of a send. */
	public enum SendLowCardinalityKeyNames implements KeyName {

		/** The client's bean name. */
		CLIENT {

			@Override
			public String asString() {
				return "client";
			}

		},

		/** {@code completed}, {@code failed}, {@code unknown} or {@code cancelled}. */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		},

		/**
		 * The simple name of the exception's class, {@code none} without one.
		 */
		EXCEPTION {

			@Override
			public String asString() {
				return "exception";
			}

		},

		/** {@code 2xx}, {@code 4xx}, {@code 5xx}, or none if the server said nothing. */
		RESPONSE_CLASS {

			@Override
			public String asString() {
				return "smtp.response.class";
			}

		}

	}

	/** Key names of a send that have as many values as there are sends. */
	public enum SendHighCardinalityKeyNames implements KeyName {

		/** The operation's id, as in receipts, events and the log. */
		OPERATION_ID {

			@Override
			public String asString() {
				return "smtp.operation.id";
			}

		}

	}

	/** Key names of a connection. */
	public enum ConnectLowCardinalityKeyNames implements KeyName {

		/** The client's bean name. */
		CLIENT {

			@Override
			public String asString() {
				return "client";
			}

		},

		/** {@code success} or {@code failure}. */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		},

		/**
		 * The simple name of the exception's class, {@code none} without one.
		 */
		EXCEPTION {

			@Override
			public String asString() {
				return "exception";
			}

		},

		/** The host as configured. */
		SERVER_ADDRESS {

			@Override
			public String asString() {
				return "server.address";
			}

		},

		/** The port. */
		SERVER_PORT {

			@Override
			public String asString() {
				return "server.port";
			}

		}

	}

}
