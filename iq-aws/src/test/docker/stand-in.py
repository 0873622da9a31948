"""moto on LocalStack's port, with LocalStack's health page and ready line.

moto knows no RPC v2 CBOR, which the AWS SDK for Java speaks to CloudWatch: such a call is handed to moto as JSON, and its answer back.
"""

import io
import json
from datetime import datetime

import botocore.session
from botocore.parsers import RpcV2CBORParser
from botocore.serialize import RpcV2CBORSerializer
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Request, Response

PORT = 4566
MOTO = DomainDispatcherApplication(create_backend_app)
CLOUDWATCH = botocore.session.get_session().get_service_model("cloudwatch")


def seconds(value):
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(f"not JSON: {value!r}")


def as_json(cbor):
    parser = RpcV2CBORParser()
    return json.dumps(parser.parse_data_item(parser.get_peekable_stream_from_bytes(cbor)), default=seconds).encode()


def as_cbor(answer, shape):
    cbor, writer = bytearray(), RpcV2CBORSerializer()
    if shape is None:
        cbor.extend(writer._get_initial_byte(writer.MAP_MAJOR_TYPE, len(answer)))
        for text in (text for field in answer.items() for text in field):
            writer._serialize_type_string(cbor, text, None, None)
    else:
        writer._serialize_data_item(cbor, answer, shape)
    return bytes(cbor)


def cloudwatch(request):
    operation = CLOUDWATCH.operation_model(request.path.rsplit("/", 1)[1])
    body = as_json(request.get_data())
    asked = request.environ | {
        "PATH_INFO": "/",
        "RAW_URI": "/",
        "REQUEST_URI": "/",
        "CONTENT_TYPE": "application/x-amz-json-1.0",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_AMZ_TARGET": f"{CLOUDWATCH.metadata['targetPrefix']}.{operation.name}",
        "wsgi.input": io.BytesIO(body),
    }
    chunks, status, _ = run_wsgi_app(MOTO, asked)
    code, text = int(status.split()[0]), b"".join(chunks) or b"{}"
    shape = operation.output_shape if code == 200 else None
    cbor = as_cbor(json.loads(text), shape) if code != 200 or shape else b"\xa0"
    return Response(cbor, code, {"smithy-protocol": "rpc-v2-cbor"}, content_type="application/cbor")


def answer(environ, start_response):
    request = Request(environ)
    if request.path == "/_localstack/health":
        page = {"services": {"cloudwatch": "available", "ecs": "available"}, "version": "stand-in"}
        return Response(json.dumps(page), content_type="application/json")(environ, start_response)
    if request.headers.get("smithy-protocol") == "rpc-v2-cbor":
        return cloudwatch(request)(environ, start_response)
    return MOTO(environ, start_response)


server = make_server("0.0.0.0", PORT, answer, threaded=True)
print("Ready.", flush=True)
server.serve_forever()
